# Trajectories of update rules by their papers' formulas, in plain numpy. rate-free-rules.csv has steps 1, 2, 5, 10, 20 and 30 of its output.
import numpy as np, math
c=np.array([1,10,.1,3.]); t=np.array([1,-2,.5,3.])
X=np.array([[1,.5,-1],[-.5,2,.25],[.75,-1.5,1],[2,1,.5],[-1,-.25,-2],[.1,.2,.3]]); Y=np.array([1,0,1,1,0,0.])
def quad(w): return c*(w-t)
def logi(w):
    m=X@w[:3]+w[3]; p=1/(1+np.exp(-m)); r=(p-Y)/len(Y)
    return np.append(X.T@r, r.sum())
problems={'quadratic':(quad,np.array([.5,0,-1,.25])),'logistic':(logi,np.zeros(4))}
mask=np.array([1,1,1,0.])
N=30
def cocob(g,w1,alpha=100,eps=1e-8):
    L=np.full(4,eps);G=np.zeros(4);R=np.zeros(4);th=np.zeros(4);w=w1.copy()
    for k in range(N):
        n=-g(w)                       # negative gradient, as in algorithm 2
        L=np.maximum(L,abs(n)); G=G+abs(n); R=np.maximum(R+(w-w1)*n,0); th=th+n
        w=w1+th/(L*np.maximum(G+L,alpha*L))*(L+R)
        yield w,w
def dowg(g,x0,reps=.01,eps=1e-4):
    r=reps;v=0;x=x0.copy()
    for k in range(N):
        q=g(x); r=max(np.linalg.norm(x-x0),r); v=v+r**2*np.dot(q,q); x=x-r**2/(math.sqrt(v)+eps)*q
        yield x,x
def prodigy(g,x0,lr=1.,b1=.9,b2=.999,eps=1e-8,d0=1e-6,coef=1.,wd=0.):
    d=d0;r=0.;s=np.zeros(4);m=np.zeros(4);v=np.zeros(4);x=x0.copy()
    # The paper's algorithm has d^2 lr in r and s; the authors' code divides both by d0, which cancels.
    b3=math.sqrt(b2)
    for k in range(N):
        q=g(x)
        m=b1*m+(1-b1)*d*q; v=b2*v+(1-b2)*d*d*q*q
        r=b3*r+lr*d*d*np.dot(q,x0-x); s=b3*s+lr*d*d*q
        dn=max(d,coef*r/np.abs(s).sum())
        x=x-d*lr*wd*mask*x-d*lr*m/(np.sqrt(v)+dn*eps); d=dn
        yield x,x
def sf(g,x0,lr,b,b2=None,eps=1e-8,wd=0.,warm=0):
    x=x0.copy();z=x0.copy();v=np.zeros(4);S=0.;mx=0.
    for k in range(N):
        y=(1-b)*z+b*x; q=g(y); rate=lr*(k/warm if k<warm else 1.)
        if b2 is None: u=q+wd*mask*y
        else:
            v=b2*v+(1-b2)*q*q; u=q/(np.sqrt(v)+eps)+wd*mask*y; rate=rate*math.sqrt(1-b2**(k+1))
        mx=max(mx,rate); S+=mx**2; cc=mx**2/S if S else 0.
        z=z-rate*u; x=(1-cc)*x+cc*z
        yield (1-b)*z+b*x,x
rules={
 'cocob':lambda g,w:cocob(g,w),
 'cocob alpha 4':lambda g,w:cocob(g,w,alpha=4,eps=.5),
 'dowg':lambda g,w:dowg(g,w),
 'dowg paper':lambda g,w:dowg(g,w,reps=.3,eps=0),
 'prodigy':lambda g,w:prodigy(g,w),
 'prodigy decay':lambda g,w:prodigy(g,w,lr=.5,b1=.8,b2=.98,eps=1e-3,d0=.01,coef=2.,wd=.1),
 'schedule-free-sgd':lambda g,w:sf(g,w,.1,.9),
 'schedule-free-sgd warmup':lambda g,w:sf(g,w,.15,.8,wd=.05,warm=5),
 'schedule-free-adamw':lambda g,w:sf(g,w,.0025,.9,b2=.999),
 'schedule-free-adamw warmup':lambda g,w:sf(g,w,.3,.95,b2=.9,eps=1e-4,wd=.1,warm=5)}
print('rule,problem,step,w0,w1,w2,w3,x0,x1,x2,x3')
for n,f in rules.items():
    for p,(g,w) in problems.items():
        for k,(a,b) in enumerate(f(g,w.copy())):
            print(','.join([n,p,str(k+1)]+[repr(float(v)) for v in list(a)+list(b)]))
